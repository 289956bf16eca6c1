// What the API is made of.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { EventStore } from '#event-store';
import { ApiSettings } from './api-settings';
import { CatalogueController } from './catalogue/catalogue.controller';
import { CustomersController } from './customers/customers.controller';
import { CustomersSeen } from './customers/customers-seen';
import { DuplicatesController } from './customers/duplicates.controller';
import { NotesController } from './customers/notes.controller';
import { ProfileFormsController } from './customers/profile-forms.controller';
import { StandingController } from './customers/standing.controller';
import { DueController } from './due/due.controller';
import { ContributionController } from './customers/contribution.controller';
import { LifeCycleController } from './customers/life-cycle.controller';
import { FollowUpsController } from './follow-ups/follow-ups.controller';
import { GiftsController } from './gifts/gifts.controller';
import { CommandSender } from './http/command-sender';
import { ProblemFilter } from './http/problem.filter';
import { SignInGuard } from './http/signed-in';
import { validationPipe } from './http/validation';
import { ExportsController } from './imports/exports.controller';
import { ImportsController } from './imports/imports.controller';
import { LabelsController } from './labels/labels.controller';
import { LeadsController } from './leads/leads.controller';
import { ChangesController } from './live/changes.controller';
import { ChangesFeed } from './live/changes-feed';
import { AuditController } from './log/audit.controller';
import { ReadingRecord } from './log/reading-record';
import { LogController } from './log/log.controller';
import { OperationsController } from './operations/operations.controller';
import { SinksController } from './operations/sinks.controller';
import { ApprovalsController } from './opportunities/approvals.controller';
import { ChannelsController } from './opportunities/channels.controller';
import { ContactingController } from './opportunities/contacting.controller';
import { DocumentsController } from './opportunities/documents.controller';
import { NeedsController } from './opportunities/needs.controller';
import { CompetitionPage } from './opportunities/competition-page';
import { CompetitionController } from './opportunities/competition.controller';
import { OffersController } from './opportunities/offers.controller';
import { OpportunitiesController } from './opportunities/opportunities.controller';
import { OpportunityPage } from './opportunities/opportunity-page';
import { SearchController } from './search/search.controller';
import { PlaybookListController } from './playbooks/playbook-list.controller';
import { PlaybooksController } from './playbooks/playbooks.controller';
import { ReportsController } from './reports/reports.controller';
import { RehearsalsController } from './staff/rehearsals.controller';
import { StaffController } from './staff/staff.controller';
import { StaffMemberController } from './staff/staff-member.controller';

@Module({})
export class AppModule {
  static with(store: EventStore, settings: ApiSettings): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        OpportunitiesController,
        ApprovalsController,
        CompetitionController,
        ChannelsController,
        NeedsController,
        ContactingController,
        OffersController,
        DocumentsController,
        CustomersController,
        ProfileFormsController,
        StandingController,
        NotesController,
        DuplicatesController,
        LeadsController,
        SearchController,
        LifeCycleController,
        ContributionController,
        GiftsController,
        StaffController,
        StaffMemberController,
        RehearsalsController,
        PlaybookListController,
        PlaybooksController,
        CatalogueController,
        FollowUpsController,
        DueController,
        ReportsController,
        ExportsController,
        ImportsController,
        LabelsController,
        LogController,
        AuditController,
        ChangesController,
        OperationsController,
        SinksController,
      ],
      providers: [
        { provide: EventStore, useValue: store },
        { provide: ApiSettings, useValue: settings },
        CommandSender,
        CustomersSeen,
        ChangesFeed,
        OpportunityPage,
        CompetitionPage,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ReadingRecord },
        { provide: APP_PIPE, useFactory: validationPipe },
        {
          provide: APP_GUARD,
          useFactory: (reflector: Reflector) => new SignInGuard(reflector, settings, store),
          inject: [Reflector],
        },
      ],
    };
  }
}
