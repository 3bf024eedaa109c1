/** The files of {@code deploy}: containers, Kubernetes, systemd, the Debian package. */
@NullMarked
package org.deviceonboarding.portal.deployment;

import org.jspecify.annotations.NullMarked;
