/** The certificates by which the portal itself is a server to devices. */
@NullMarked
package org.deviceonboarding.command.server;

import org.jspecify.annotations.NullMarked;
