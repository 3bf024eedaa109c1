package org.deviceonboarding.bench;

/**
 * A device whose registration was acknowledged.
 *
 * @param serial of its certificate
 */
record LoadedDevice(String id, String name, String serial, DeviceIdentity identity) {}
