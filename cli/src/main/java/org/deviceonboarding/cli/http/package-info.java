/** The portal as seen from here: its address, our key, and what it answers. */
@NullMarked
package org.deviceonboarding.cli.http;

import org.jspecify.annotations.NullMarked;
