/** Changes of many devices, worked on in the background: what is left to do, who does it, and what came of it. */
@NullMarked
package org.deviceonboarding.command.bulk;

import org.jspecify.annotations.NullMarked;
