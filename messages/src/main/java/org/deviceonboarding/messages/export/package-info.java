/** What goes out into other people's programs. */
@NullMarked
package org.deviceonboarding.messages.export;

import org.jspecify.annotations.NullMarked;
