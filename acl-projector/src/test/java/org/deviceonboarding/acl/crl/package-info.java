@NullMarked
package org.deviceonboarding.acl.crl;

import org.jspecify.annotations.NullMarked;
