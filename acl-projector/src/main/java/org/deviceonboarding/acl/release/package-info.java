/** The reconciler: it deploys policy and CRL, proves that they are in force, rolls back, and appends receipts. */
@NullMarked
package org.deviceonboarding.acl.release;

import org.jspecify.annotations.NullMarked;
