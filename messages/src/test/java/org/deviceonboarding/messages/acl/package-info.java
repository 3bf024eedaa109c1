@NullMarked
package org.deviceonboarding.messages.acl;

import org.jspecify.annotations.NullMarked;
