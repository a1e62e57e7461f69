// The handout in small follows the plan once the hand rests: it is drawn for the newest version, and not before the
// page is there, because drawing paper is the dearest thing the program does.
const REST = 2000;  // ms without a press
const mini = document.querySelector('.mini');
let timer;

function later() {
  clearTimeout(timer);
  timer = setTimeout(draw, REST);
}

function draw() {
  const picture = mini.querySelector('img') ?? mini.appendChild(new Image(620, 877));
  const address = new URL(mini.dataset.picture, location);
  address.searchParams.set('revision', document.querySelector('#plan [name="revision"]').value);
  picture.alt = '';
  picture.loading = 'lazy';
  if (picture.src !== address.href) picture.src = address;
}

if (mini) {
  for (const name of ['answered', 'keydown', 'pointerdown']) document.addEventListener(name, later);
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}
