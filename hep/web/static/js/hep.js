// Every behaviour is an addition: each page works as forms and links without this file.
import './dialog.js';
import './keys.js';
import './once.js';
