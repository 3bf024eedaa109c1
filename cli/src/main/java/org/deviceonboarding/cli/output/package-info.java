/** What people and programs get to see. */
@NullMarked
package org.deviceonboarding.cli.output;

import org.jspecify.annotations.NullMarked;
