/** The query side: read models of devices, brokers and templates, and their HTTP interface. */
@NullMarked
package org.deviceonboarding.query;

import org.jspecify.annotations.NullMarked;
