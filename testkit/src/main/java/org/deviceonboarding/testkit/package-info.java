/** What the tests of every module share. It depends on no module of the product. */
@NullMarked
package org.deviceonboarding.testkit;

import org.jspecify.annotations.NullMarked;
