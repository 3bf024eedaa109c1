/** What a side offers so that the state it keeps can be proved, and made anew, from the log. */
@NullMarked
package org.deviceonboarding.log.state;

import org.jspecify.annotations.NullMarked;
