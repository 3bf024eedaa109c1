/** What this side needs from the read models. The portal implements these interfaces with the query side. */
@NullMarked
package org.deviceonboarding.audit.required;

import org.jspecify.annotations.NullMarked;
