/** The portal in a browser: pages made by the server, style sheets and scripts. */
@NullMarked
package org.deviceonboarding.web;

import org.jspecify.annotations.NullMarked;
