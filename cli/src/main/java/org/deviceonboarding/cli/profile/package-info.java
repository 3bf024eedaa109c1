/** Stored profiles: portals' addresses and the keys for them. */
@NullMarked
package org.deviceonboarding.cli.profile;

import org.jspecify.annotations.NullMarked;
