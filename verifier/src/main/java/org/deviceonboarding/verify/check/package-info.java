/** Checks a bundle without a server, and names what is wrong with it by its place in the log. */
@NullMarked
package org.deviceonboarding.verify.check;

import org.jspecify.annotations.NullMarked;
