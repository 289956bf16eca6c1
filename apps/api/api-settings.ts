// What the API reads from its environment.
import { portOf, required, type Environment } from '../settings';

export class ApiSettings {
  private constructor(
    readonly port: number,
    /** Base address of the OpenID provider, as it stands in its tokens. */
    readonly issuer: string,
    /** What access tokens must be meant for. */
    readonly audience: string,
    /** What the pages are called at the provider. */
    readonly webClient: string,
  ) {}

  static from(environment: Environment): ApiSettings {
    return new ApiSettings(
      portOf(environment, 'TONGGUAN_API_PORT'),
      required(environment, 'TONGGUAN_OIDC_ISSUER'),
      required(environment, 'TONGGUAN_OIDC_AUDIENCE'),
      environment['TONGGUAN_OIDC_WEB_CLIENT'] ?? 'tongguan-web',
    );
  }
}
