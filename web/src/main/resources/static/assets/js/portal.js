// What every page needs.
import {start as copy} from './copy.js';
import {start as dialogs} from './dialogs.js';
import {start as forms} from './forms.js';
import {start as live} from './live.js';

copy();
dialogs();
forms();
live();
