//! What every store does, whichever database it is. A new store runs this suite as it stands.

mod amendments;
mod attempts;
mod bookings;
mod harness;
mod imports;
mod merchants;
mod moves;
#[path = "../support/postgres.rs"]
mod postgres;
mod quotes;
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
        a_quote_reads_back_for_its_merchant_alone,
        the_first_no_counts_and_is_final,
        a_quote_is_answered_once,
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
        what_was_let_go_of_is_begun_anew,
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
    merchants:
        a_merchant_and_its_keys_read_back_after_a_restart,
        an_id_is_taken_once,
        what_is_put_is_so_and_its_version_counts_the_changes,
        keys_that_are_replaced_end_and_no_others,
    ;
];
