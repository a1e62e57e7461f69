// The handout in small follows the plan once the hand rests: it is drawn anew for the newest version.
const REST = 1500;  // ms without an edit
let timer;

document.addEventListener('answered', () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const picture = document.querySelector('.mini img');
    const newest = document.querySelector('#plan [name="revision"]').value;
    if (picture) picture.src = picture.src.replace(/revision=\d+/, `revision=${newest}`);
  }, REST);
});
