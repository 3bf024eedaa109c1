package org.deviceonboarding.messages.event;

/** A fact in the log. Events are a contract: a shape, once stored, stays readable for good. */
public sealed interface OnboardingEvent permits DeviceEvent, BrokerEvent, AclTemplateDefined, AuthorityEstablished {}
