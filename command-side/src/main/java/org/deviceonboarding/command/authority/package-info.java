/** What anyone may know of the CA: its certificates. */
@NullMarked
package org.deviceonboarding.command.authority;

import org.jspecify.annotations.NullMarked;
