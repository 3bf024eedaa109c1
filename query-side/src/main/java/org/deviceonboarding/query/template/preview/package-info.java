/** The preview of a new template. */
@NullMarked
package org.deviceonboarding.query.template.preview;

import org.jspecify.annotations.NullMarked;
