@NullMarked
package org.deviceonboarding.acl.proof;

import org.jspecify.annotations.NullMarked;
