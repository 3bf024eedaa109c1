/** What the devices of each type may reach. */
@NullMarked
package org.deviceonboarding.command.template;

import org.jspecify.annotations.NullMarked;
