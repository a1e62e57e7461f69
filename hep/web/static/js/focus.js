// Focus after an answer: on the same control; else in the same row or phase; else in the next row, the one before, the
// search. Who saved a dose with Enter stands on the dose again; who removed a row stands in the next one.
const EDITED = ':is(.dose__edit, .phase__edit) .input';
const READ = '.dose__read';

let back;  // where the next dose that is closed leads to: the search, where it was opened from there

const seen = (node) => node?.checkVisibility() && node;

export function keepFocus(apply, used) {
  const at = used ?? document.activeElement;
  const holder = at.closest('.rx, .phase');
  const near = [holder?.nextElementSibling?.id, holder?.previousElementSibling?.id, holder?.closest('.phase')?.id];
  const open = document.querySelector(EDITED);
  holdStill(holder, apply);
  const opened = document.querySelector(EDITED);
  if (document.querySelector('dialog:modal')) return;
  if (!used && opened && opened !== open) {
    back = at.matches('[data-find]') && at;
    opened.focus();
    opened.select();
    return;
  }
  if (back && !opened) {
    back.focus();
    back.select();
    back = undefined;
    return;
  }
  if (!used && at.isConnected && document.activeElement === at) return;
  const same = at.name && [...document.getElementsByName(at.name)].find((one) => one.value === at.value && seen(one));
  const target = same || inside(holder?.id) || near.map(inside).find(Boolean) || seen(document.querySelector('[data-find]'));
  target?.focus({ preventScroll: Boolean(same) });
  if (target?.matches('input')) target.select();
}

// What stands above grows and shrinks with an edit. The row under the hand stays where it is; where it was moved, its
// phase does.
function holdStill(holder, apply) {
  const place = (one) => ({ one, above: one?.previousElementSibling?.id, top: one?.getBoundingClientRect().top });
  const places = [place(holder), place(holder?.closest('.phase'))];
  apply();
  const still = places.find(({ one, above }) => one?.isConnected && one.previousElementSibling?.id === above);
  if (still) scrollBy({ top: still.one.getBoundingClientRect().top - still.top, behavior: 'instant' });
}

function inside(id) {
  const holder = id && document.getElementById(id);
  return holder && (seen(holder.querySelector(EDITED)) || seen(holder.querySelector(READ)));
}
