/** What all commands share that use the portal: options, filters, pages. */
@NullMarked
package org.deviceonboarding.cli.server;

import org.jspecify.annotations.NullMarked;
