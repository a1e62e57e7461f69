// Makes a part of the page say what the answer says. What is the same stays the same node, so pictures do not flash,
// folds stay open and the cursor stays where it is. Rows are known by their id, items of a list by data-key.
const LEFT_ALONE = '[data-unsaved], [data-saved], #afloat';

const key = (node) => node.id || node.dataset?.key;
const isSame = (node) => node.dataset?.same !== undefined;  // the answer did not send it again
const stays = (node) => node?.nodeType === Node.ELEMENT_NODE && node.matches(LEFT_ALONE);

export function patch(old, fresh) {
  if (stays(old) || isSame(fresh) || old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName || key(old) !== key(fresh)) {
    old.replaceWith(fresh);
  } else if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
  } else {
    patchAttributes(old, fresh);
    patchChildren(old, fresh);
  }
}

function patchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);  // what was unfolded stays so
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.type === 'checkbox' || old.type === 'radio') old.checked = fresh.checked;
  if (old.nodeName === 'OPTION') old.selected = fresh.selected;
}

function patchChildren(old, fresh) {
  const wanted = new Set([...fresh.children].map(key));
  const known = new Map();
  for (const child of [...old.children].filter(key)) {
    if (wanted.has(key(child))) known.set(key(child), child);
    else if (!stays(child)) child.remove();
  }
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = known.get(key(next));
    if (same) {
      while (at && at !== same && !key(at) && !stays(at)) at = drop(at);
      if (at === same) at = at.nextSibling;
      else put(old, same, at);
      patch(same, next);
    } else if (at && !key(at) && !key(next) && at.nodeName === next.nodeName) {
      const matched = at;
      at = at.nextSibling;
      patch(matched, next);
    } else {
      old.insertBefore(next, at);
    }
  }
  while (at) at = stays(at) ? at.nextSibling : drop(at);
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// moveBefore keeps focus and loaded pictures where a browser has it.
export function put(parent, node, before) {
  if (parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}
