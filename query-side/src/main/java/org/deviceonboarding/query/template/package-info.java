/** The read model of templates: the ACL rules of each device type. */
@NullMarked
package org.deviceonboarding.query.template;

import org.jspecify.annotations.NullMarked;
