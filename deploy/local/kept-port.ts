// Ports that people will remember: the one of an earlier start, else the preferred one, else any that is free.
import { freePort } from './free-port';
import { remember, remembered } from './state';

const PREFERRED_PORTS = {
  postgres: 7432,
  api: 7400,
  'sign-in': 7401,
  temporal: 7233,
  'temporal-ui': 7402,
  mail: 7403,
  smtp: 7404,
  kafka: 7492,
  'kafka-controller': 7493,
} as const;

/** TONGGUAN_PORTS=any leaves the preferred ones to others. */
export async function keptPort(name: keyof typeof PREFERRED_PORTS): Promise<number> {
  const preferred = process.env['TONGGUAN_PORTS'] === 'any' ? undefined : PREFERRED_PORTS[name];
  const port = await freePort(remembered(`${name}.port`) ?? preferred);
  remember(`${name}.port`, port);
  return port;
}
