// Creates the topics, checks that they keep what is promised, and looks whether anything is in them.
import { ConfigResourceTypes, KafkaJSProtocolError, type Admin, type ITopicMetadata } from 'kafkajs';
import { closeClient, openClient, within, type BusOptions } from './kafka-client';
import { readCommitted } from './read-committed';
import { topics, type TopicName } from './topics';
import { withAdmin } from './with-admin';

const names = Object.keys(topics) as TopicName[];

/** Usually some ten milliseconds; a cluster that is busy moving its leaders may take seconds. */
const IN_SERVICE_TIMEOUT_MS = 10_000;
const LOOK_EVERY_MS = 50;
const NOT_YET = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'];

export function ensureTopics(options: BusOptions): Promise<void> {
  return withAdmin(options, async (admin) => {
    const existing = await admin.listTopics();
    const missing = names.filter((name) => !existing.includes(name));
    if (missing.length > 0) await create(admin, missing);
    for (const topic of await inService(admin)) checkPartitions(topic);
    for (const name of names.filter((each) => topics[each].isPromised)) await checkConfig(admin, name);
  });
}

/** Another process may create them at the same time: that is as good. Replicas are the broker's default. */
async function create(admin: Admin, missing: readonly TopicName[]): Promise<void> {
  for (const topic of missing) {
    const { partitions, config } = topics[topic];
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    // The broker may not know yet what its controller has made; kafkajs would take that for an error if it waited.
    await admin.createTopics({ topics: [{ topic, numPartitions: partitions, configEntries }], waitForLeaders: false });
  }
}

/** The topics, once the broker knows them all and every partition has its leader. */
async function inService(admin: Admin): Promise<ITopicMetadata[]> {
  const deadline = Date.now() + IN_SERVICE_TIMEOUT_MS;
  for (;;) {
    try {
      return (await admin.fetchTopicMetadata({ topics: names })).topics;
    } catch (error) {
      const isPassing = error instanceof KafkaJSProtocolError && NOT_YET.includes(error.type);
      if (!isPassing || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

function checkPartitions({ name, partitions }: ITopicMetadata): void {
  const expected = topics[name as TopicName].partitions;
  if (partitions.length === expected) return;
  throw new Error(
    `${name} has ${partitions.length} partitions where ${expected} are needed: with others the order of a stream's ` +
      'messages is lost. Create it anew with the right number and let the relay publish from the beginning.',
  );
}

async function checkConfig(admin: Admin, topic: TopicName): Promise<void> {
  const { config } = topics[topic];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(config) }],
  });
  for (const { configName, configValue } of resources[0]?.configEntries ?? []) {
    if (configValue === config[configName]) continue;
    throw new Error(
      `${topic} has ${configName}=${configValue} where ${config[configName]} is promised. Set it with kafka-configs --alter.`,
    );
  }
}

/** What was begun and aborted leaves its traces in a topic and is still nothing. */
export async function isEmpty(options: BusOptions, topic: TopicName): Promise<boolean> {
  const offsets = await withAdmin(options, (admin) => admin.fetchTopicOffsets(topic));
  const stretches = offsets.map(({ partition, low, high }) => ({ partition, from: BigInt(low), end: BigInt(high) }));
  let empty = true;
  await readCommitted(options, topic, stretches, () => {
    empty = false;
    return 'enough';
  });
  return empty;
}

/** Silent: it is asked again and again while a broker starts. */
const QUIET = { warn: () => undefined };

/** A broker that takes longer is not ready yet. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Whether a broker takes requests and knows itself to be part of its cluster; an open port is not that yet. */
export async function brokerAnswers(brokers: string[]): Promise<boolean> {
  const client = openClient({ brokers, clientId: 'tongguan-probe', log: QUIET });
  const admin = client.kafka.admin();
  const ask = async (): Promise<boolean> => {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  };
  const answer = await within(ANSWER_TIMEOUT_MS, ask()).catch(() => false);
  await closeClient(client, () => admin.disconnect());
  return answer === true;
}
