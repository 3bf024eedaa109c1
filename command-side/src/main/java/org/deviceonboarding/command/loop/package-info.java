/** Work that goes on beside requests, each on a thread of its own. */
@NullMarked
package org.deviceonboarding.command.loop;

import org.jspecify.annotations.NullMarked;
