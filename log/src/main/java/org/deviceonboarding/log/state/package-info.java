/** What a module offers so that its state can be compared with the log. */
@NullMarked
package org.deviceonboarding.log.state;

import org.jspecify.annotations.NullMarked;
