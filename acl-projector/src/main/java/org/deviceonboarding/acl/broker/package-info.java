/** The settings of the one broker beside this process, and what several packages need to work with it. */
@NullMarked
package org.deviceonboarding.acl.broker;

import org.jspecify.annotations.NullMarked;
