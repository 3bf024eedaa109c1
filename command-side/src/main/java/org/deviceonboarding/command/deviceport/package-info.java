/** The port where devices renew themselves: TLS with their certificates, and little else. */
@NullMarked
package org.deviceonboarding.command.deviceport;

import org.jspecify.annotations.NullMarked;
