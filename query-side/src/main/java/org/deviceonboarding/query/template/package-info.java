/** The rules of each device type, kept by a projection, read by REST. */
@NullMarked
package org.deviceonboarding.query.template;

import org.jspecify.annotations.NullMarked;
