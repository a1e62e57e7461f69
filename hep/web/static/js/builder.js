// What only the builder does: save in place, search as you type, move and drag.
import './send.js';
import './search.js';
import './reorder.js';
import './drag.js';
import './dose.js';
import './checks.js';
import './mini.js';
