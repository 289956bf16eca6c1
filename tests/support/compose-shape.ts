// The shape of a Compose file, as far as ours uses it, for a validator.

const strings = { type: 'array', items: { type: 'string' } } as const;
const duration = { type: 'string', pattern: '^(\\d+(ms|s|m|h))+$' } as const;
const shape = (properties: object, required: string[] = []): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const mapOf = (values: object): object => ({ type: 'object', additionalProperties: values });

/** The part of the Compose specification that the file uses; a word that is not among it is a mistake, or belongs here. */
export const COMPOSE_SHAPE = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    services: mapOf(
      shape(
        {
          image: { type: 'string' },
          build: shape({ context: { type: 'string' }, dockerfile: { type: 'string' } }, ['context', 'dockerfile']),
          entrypoint: strings,
          command: strings,
          profiles: strings,
          environment: mapOf({ type: ['string', 'number'] }),
          ports: strings,
          networks: mapOf(shape({ aliases: strings }, ['aliases'])),
          volumes: strings,
          configs: {
            type: 'array',
            items: shape({ source: { type: 'string' }, target: { type: 'string' } }, ['source', 'target']),
          },
          depends_on: mapOf(
            shape(
              {
                condition: { enum: ['service_healthy', 'service_completed_successfully'] },
                required: { type: 'boolean' },
              },
              ['condition'],
            ),
          ),
          healthcheck: shape(
            {
              test: strings,
              interval: duration,
              timeout: duration,
              retries: { type: 'integer' },
              start_period: duration,
              start_interval: duration,
            },
            ['test', 'interval', 'timeout', 'retries', 'start_period'],
          ),
          restart: { enum: ['no', 'unless-stopped'] },
          stop_grace_period: duration,
          init: { type: 'boolean' },
          read_only: { type: 'boolean' },
          cap_drop: strings,
          security_opt: strings,
          shm_size: { type: 'string', pattern: '^\\d+m$' },
        },
        ['image', 'restart'],
      ),
    ),
    configs: mapOf(shape({ content: { type: 'string' } }, ['content'])),
    volumes: mapOf({ type: 'null' }),
  },
  patternProperties: { '^x-': {} },
  required: ['name', 'services'],
  additionalProperties: false,
};
