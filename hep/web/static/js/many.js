// Many handouts one after the other: says how far it is, and can be stopped; what is finished is kept by the server.
const panel = document.getElementById('progress');
const part = (name) => panel.querySelector(`[data-${name}]`);
let stopped = false;

// One form for each handout: the same fields, but of all that is ticked only one, and one copy at a time.
function requests(form) {
  const each = [...form.querySelectorAll('[data-each]')];
  const times = form.querySelector('[data-times]');
  const shared = new FormData(form);
  for (const box of each) shared.delete(box.name);
  if (times) shared.set(times.name, '0');
  const one = (name, value, more) => {
    const data = new FormData();
    for (const [key, said] of shared) data.append(key, said);
    data.set(name, value);
    if (more) data.set(more.name, more.value);
    return data;
  };
  const found = each.filter((box) => box.checked).map((box) => one(box.name, box.value));
  for (let n = 1; times && n <= Number(times.value); n += 1) found.push(one(times.name, '1', { name: times.dataset.times, value: n }));
  return found;
}

async function sent(form, data) {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(data), headers: { Accept: 'application/json' } });
  if (!answer.ok || !(answer.headers.get('Content-Type') || '').includes('json')) throw new Error();
  return (await answer.json()).made;
}

function tell(problem) {
  const item = document.createElement('li');
  item.className = 'is-stop';
  const words = Object.assign(document.createElement('span'), { textContent: `${problem.name}: ${problem.problem}` });
  const link = Object.assign(document.createElement('a'), { href: problem.mend, textContent: 'Put it right' });
  item.append(words, link);
  part('problems').append(item);
}

async function print(form, all) {
  const numbers = [];
  const bar = panel.querySelector('progress');
  const ready = () => `${form.dataset.many}?numbers=${numbers.join('+')}`;
  let problems = 0;
  stopped = false;
  panel.hidden = false;
  panel.focus();
  bar.max = all.length;
  for (const [done, data] of all.entries()) {
    if (stopped) break;
    part('progress').textContent = `${done + 1} of ${all.length}`;
    try {
      for (const made of await sent(form, data)) {
        if (made.number) numbers.push(made.number); else { problems += 1; tell(made); }
      }
    } catch {
      problems += 1;
      tell({ name: 'The program does not answer', problem: 'what is finished is kept. Look at it, then go on.', mend: ready() });
      break;
    }
    bar.value = done + 1;
  }
  if (!problems && !stopped) return location.assign(ready());
  part('progress').textContent = `${stopped ? 'Stopped. ' : ''}${numbers.length} of ${all.length} ready.`;
  part('cancel').hidden = true;
  part('go').hidden = !numbers.length;
  part('go').href = ready();
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-many]')) return;
  const all = requests(form);
  if (all.length < 2) return; // the form itself does one, and says what is wrong with it
  if (all.length > Number(form.dataset.most || Infinity)) return;
  event.preventDefault();
  for (const button of document.querySelectorAll('[data-many] button')) button.setAttribute('aria-disabled', 'true');
  part('problems').replaceChildren();
  part('cancel').hidden = false;
  print(form, all).finally(() => {
    for (const button of document.querySelectorAll('[data-many] button')) button.removeAttribute('aria-disabled');
  });
});
part('cancel').addEventListener('click', () => { stopped = true; });
