/** What a new template would change, before anybody defines it. */
@NullMarked
package org.deviceonboarding.query.template.preview;

import org.jspecify.annotations.NullMarked;
