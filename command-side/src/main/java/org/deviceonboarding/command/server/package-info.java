/** The portal's own server certificates, for the port for devices. */
@NullMarked
package org.deviceonboarding.command.server;

import org.jspecify.annotations.NullMarked;
