/** The reconciler: brings policy and CRL into the folder, has them proven, puts the last good ones back, and leaves receipts. */
@NullMarked
package org.deviceonboarding.acl.release;

import org.jspecify.annotations.NullMarked;
