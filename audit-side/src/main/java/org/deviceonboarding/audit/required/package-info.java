/** What auditors' answers need of the read models as they are now. The portal connects it with the query side. */
@NullMarked
package org.deviceonboarding.audit.required;

import org.jspecify.annotations.NullMarked;
