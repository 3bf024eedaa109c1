/** Callers for whom an OpenID Connect issuer vouches: programs with its tokens, people in a browser. */
@NullMarked
package org.deviceonboarding.access.oidc;

import org.jspecify.annotations.NullMarked;
