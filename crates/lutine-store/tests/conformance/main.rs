//! What every store does, whichever database it is. A new store runs this suite as it stands.

mod amendments;
mod attempts;
mod bookings;
mod claims;
mod deliveries;
mod endpoints;
mod harness;
mod imports;
mod merchants;
mod moves;
#[path = "../support/postgres.rs"]
mod postgres;
mod quotes;
mod silence;
mod tokens;
mod upgrade;

macro_rules! conformance {
    ($($area:ident: $($behaviour:ident),* $(,)?;)*) => {
        mod on_sqlite {
            $($(
                #[tokio::test]
                async fn $behaviour() {
                    crate::$area::$behaviour(crate::harness::Database::sqlite().await).await;
                }
            )*)*
        }

        mod on_postgres {
            $($(
                #[tokio::test]
                async fn $behaviour() {
                    crate::$area::$behaviour(crate::harness::Database::postgres().await).await;
                }
            )*)*
        }
    };
}

conformance![
    quotes:
        the_first_signing_key_stays,
        an_open_database_can_write,
        a_quote_reads_back_for_its_merchant_alone,
        the_first_no_counts_and_is_final,
        a_quote_is_answered_once,
    ;
    upgrade:
        a_database_of_the_first_version_is_read_on,
    ;
    amendments:
        a_change_reads_back_until_it_is_made,
        a_refused_change_leaves_the_cover,
        what_is_about_to_change_is_in_flight_and_takes_its_place,
        what_becomes_known_reads_back,
    ;
    attempts:
        an_answer_is_kept_under_its_key,
        a_key_belongs_to_one_body,
        whoever_crashed_is_followed_by_one,
        what_was_interrupted_is_gone_on_with,
        what_was_let_go_of_is_begun_anew,
        what_was_taken_over_is_not_let_go_of,
        of_many_at_once_one_answers,
    ;
    bookings:
        a_booking_reads_back_whole_after_a_restart,
        a_quote_books_once,
        a_key_serves_one_booking,
        a_booking_is_found_by_its_key_and_body,
        an_order_is_insured_once_until_it_is_refused,
        lists_come_latest_first_in_parts,
        of_many_at_once_one_books,
        many_orders_at_once_are_all_booked,
        what_is_in_the_way_of_one_is_in_no_others,
    ;
    imports:
        an_import_is_kept_once_a_key,
        whose_taker_crashed_is_taken_again_after_a_while,
        many_share_the_rows_and_none_is_taken_twice,
        an_import_ends_once_with_its_last_row,
    ;
    moves:
        every_state_reads_back,
        whoever_comes_late_moves_nothing,
        an_event_tells_of_every_move,
        only_what_has_no_end_is_in_flight,
        what_is_taken_is_taken_once,
        what_waits_takes_no_orders_place,
        what_waits_too_long_is_overdue,
        a_cancelled_order_can_be_insured_anew,
        of_many_who_move_a_booking_one_does,
    ;
    endpoints:
        an_endpoint_reads_back_for_its_merchant_alone,
        of_many_endpoints_at_once_so_many_are_kept,
        an_endpoint_is_made_once,
        a_change_keeps_what_it_does_not_name,
        secrets_overlap_and_end,
    ;
    deliveries:
        an_event_is_on_its_way_to_whoever_wants_it,
        what_did_not_happen_is_not_told,
        what_is_due_is_taken_once,
        whoever_crashed_is_followed_with_the_same_event,
        what_arrives_late_ends_a_failing,
        what_failed_is_due_again_until_it_is_given_up,
        an_endpoint_that_is_gone_is_told_nothing_more,
        of_a_long_backlog_nothing_is_sent_once_it_is_told_again,
        an_endpoint_that_recovered_begins_anew,
        an_endpoint_begins_anew_at_another_address,
        a_test_is_for_one_endpoint,
        an_event_is_delivered_again,
        what_is_removed_ends_what_is_on_its_way,
        whoever_sends_is_told_at_once,
    ;
    claims:
        every_state_of_a_claim_reads_back,
        a_claim_is_its_merchants_alone,
        a_parcel_has_one_open_claim,
        a_claim_is_on_what_is_covered,
        what_was_paid_since_is_reckoned_with,
        what_is_claimed_is_not_given_back,
        of_a_claim_and_a_cancelling_one_holds,
        of_many_who_claim_one_does,
        of_many_who_decide_one_does,
        files_come_with_what_moves_the_claim,
        an_event_tells_of_every_move_of_a_claim,
        claims_come_latest_first_in_parts,
        open_and_overdue_claims_are_counted,
    ;
    merchants:
        a_merchant_and_its_keys_read_back_after_a_restart,
        an_id_is_taken_once,
        what_is_put_is_so_and_its_version_counts_the_changes,
        keys_that_are_replaced_end_and_no_others,
    ;
    tokens:
        a_token_is_used_for_the_next_one,
        a_token_used_twice_ends_its_family,
        tokens_that_are_too_old_are_forgotten,
        of_many_at_once_one_uses_a_token,
    ;
];
