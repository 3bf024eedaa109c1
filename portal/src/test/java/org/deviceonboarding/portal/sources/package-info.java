@NullMarked
package org.deviceonboarding.portal.sources;

import org.jspecify.annotations.NullMarked;
