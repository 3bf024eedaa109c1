package org.deviceonboarding.access.parameter;

import org.springdoc.core.annotations.ParameterObject;

/** The parameters of a request that takes none: any parameter is refused. */
@ParameterObject
public record NoParameters() {}
