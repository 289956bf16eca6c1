// What every process reads from its environment; a missing or malformed value is named with the way out.
import type { EventStoreOptions } from '#event-store';

export type Environment = { [name: string]: string | undefined };

const MASTER_KEY_BYTES = 32;

export function storeSettings(environment: Environment, applicationName: string): EventStoreOptions {
  const masterKey = Buffer.from(required(environment, 'TONGGUAN_MASTER_KEY'), 'base64');
  if (masterKey.length !== MASTER_KEY_BYTES) {
    throw new Error(
      `TONGGUAN_MASTER_KEY must be ${MASTER_KEY_BYTES} bytes in base64 (openssl rand -base64 ${MASTER_KEY_BYTES})`,
    );
  }
  return {
    databaseUrl: required(environment, 'TONGGUAN_DATABASE_URL'),
    keysDatabaseUrl: required(environment, 'TONGGUAN_KEYS_DATABASE_URL'),
    masterKey,
    applicationName,
  };
}

export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set; npm start sets it for a local run`);
  return value;
}

export function portOf(environment: Environment, name: string): number {
  const port = Number(required(environment, name));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${name} is not a port: ${environment[name]}`);
  return port;
}

export type TemporalSettings = { address: string; namespace: string };

export function temporalSettings(environment: Environment): TemporalSettings {
  return {
    address: required(environment, 'TONGGUAN_TEMPORAL_ADDRESS'),
    namespace: environment['TONGGUAN_TEMPORAL_NAMESPACE'] ?? 'default',
  };
}

/** An installation may do without: nothing is sent then, and nothing is lost. */
export function withKafka(environment: Environment): boolean {
  return environment['TONGGUAN_KAFKA_BROKERS'] !== undefined;
}

export function kafkaBrokers(environment: Environment): string[] {
  const brokers = required(environment, 'TONGGUAN_KAFKA_BROKERS').split(',');
  const wrong = brokers.find((broker) => !/^[^\s:]+:\d{1,5}$/.test(broker));
  if (wrong !== undefined) throw new Error(`TONGGUAN_KAFKA_BROKERS holds '${wrong}', which is not host:port`);
  return brokers;
}
