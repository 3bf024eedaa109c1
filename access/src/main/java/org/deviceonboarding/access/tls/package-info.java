/** TLS of the portal's own for operators, and the refusal of requests without TLS. */
@NullMarked
package org.deviceonboarding.access.tls;

import org.jspecify.annotations.NullMarked;
