// What the sign-in provider remembers, kept in PostgreSQL, so that nobody is signed out by a restart.
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Pool } from 'pg';

export const SIGN_IN_TABLES = `
  CREATE TABLE IF NOT EXISTS sign_in_record (
    model text NOT NULL, id text NOT NULL, payload jsonb NOT NULL, expires_at timestamptz,
    PRIMARY KEY (model, id)
  );
  CREATE INDEX IF NOT EXISTS sign_in_grant ON sign_in_record ((payload ->> 'grantId'));
  CREATE TABLE IF NOT EXISTS sign_in_secret (name text PRIMARY KEY, value jsonb NOT NULL);
`;

export function postgresAdapter(pool: Pool): new (model: string) => Adapter {
  return class implements Adapter {
    constructor(private readonly model: string) {}

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<undefined> {
      await pool.query(
        `INSERT INTO sign_in_record VALUES ($1, $2, $3, now() + $4 * interval '1 second')
         ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
        [this.model, id, JSON.stringify(payload), expiresIn],
      );
    }

    find(id: string): Promise<AdapterPayload | undefined> {
      return this.one('id = $2', id);
    }

    findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return this.one(`payload ->> 'uid' = $2`, uid);
    }

    findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return this.one(`payload ->> 'userCode' = $2`, userCode);
    }

    async consume(id: string): Promise<undefined> {
      await pool.query(
        `UPDATE sign_in_record SET payload = payload || jsonb_build_object('consumed', extract(epoch FROM now())::bigint)
         WHERE model = $1 AND id = $2`,
        [this.model, id],
      );
    }

    async destroy(id: string): Promise<undefined> {
      await pool.query('DELETE FROM sign_in_record WHERE model = $1 AND id = $2', [this.model, id]);
    }

    async revokeByGrantId(grantId: string): Promise<undefined> {
      await pool.query(`DELETE FROM sign_in_record WHERE payload ->> 'grantId' = $1`, [grantId]);
    }

    private async one(condition: string, value: string): Promise<AdapterPayload | undefined> {
      const { rows } = await pool.query<{ payload: AdapterPayload }>(
        `SELECT payload FROM sign_in_record
         WHERE model = $1 AND ${condition} AND (expires_at IS NULL OR expires_at > now())`,
        [this.model, value],
      );
      return rows[0]?.payload;
    }
  };
}
