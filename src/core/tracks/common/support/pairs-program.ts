/** What a list of who holds which port shows of it: at most 15 characters. */
export const tryingProgram = 'overlay-lab-try';

/**
 * For a moment a node listens on the ports that the lab will need and that are free, and tries those of the others. In
 * perl, which every Debian has. Arguments: token, own address, TCP ports, UDP ports, lengths of packets, the UDP port that gets all of them, by how many it is
 * tried itself, and then for each node that it tries: address, TCP ports, UDP ports. It says `ready` with the ports that it
 * got and tries the others at once, again and again where they are not ready yet; from `go` on, a line of its stdin, which says
 * that all are, only for as long as an answer may take. It prints what came of it and `done`, and listens on until all that
 * try it have told it that they are done too, or its stdin ends. Datagrams go out whole (don't fragment), so that the largest
 * which comes back tells the path's MTU; an answer is as short as can be, so each way is tried by its own sender.
 */
export const pairsProgram = `
use strict; use Socket; use IO::Handle; use IO::Select;
$0 = "${tryingProgram}";
my ($token, $own, $tcp, $udp, $sizes, $data, $triers, @others) = @ARGV; $_ = [split /,/] for ($tcp, $udp, $sizes);
$SIG{PIPE} = "IGNORE"; $SIG{ALRM} = sub { exit 1 }; alarm 15; STDOUT->autoflush(1);
my ($all, %server, %echo, @ready) = (IO::Select->new(\\*STDIN));
for my $port (@$tcp) { socket(my $s, AF_INET, SOCK_STREAM, 0); setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
  bind($s, sockaddr_in($port, inet_aton($own))) && listen($s, 64) or next;
  $s->blocking(0); $all->add($s); $server{$s} = 1; push @ready, "tcp:$port"; }
for my $port (@$udp) { socket(my $s, AF_INET, SOCK_DGRAM, 0);
  bind($s, sockaddr_in($port, inet_aton($own))) or next;
  $s->blocking(0); $all->add($s); $echo{$s} = 1; push @ready, "udp:$port"; }
print "ready @ready\\n";
my (%connecting, %asking, %refused, %gone, $waiting, $idle, $input, $over, $all_ready);
my $writes = IO::Select->new;
sub try_tcp { my ($address, $port) = split / /, shift; socket(my $s, AF_INET, SOCK_STREAM, 0); $s->blocking(0);
  bind($s, sockaddr_in(0, inet_aton($own))); connect($s, sockaddr_in($port, inet_aton($address)));
  $connecting{$s} = "$address $port"; $writes->add($s); }
sub start {
  while (my ($address, $tcps, $udps) = splice @others, 0, 3) {
    for my $port (split /,/, $tcps) { try_tcp("$address $port"); $waiting++; }
    for my $port (split /,/, $udps) { socket(my $s, AF_INET, SOCK_DGRAM, 0); $s->blocking(0);
      bind($s, sockaddr_in(0, inet_aton($own))); setsockopt($s, 0, 10, pack("i", 3));
      connect($s, sockaddr_in($port, inet_aton($address)));
      my %left = map { $_ => 1 } ($port == $data ? @$sizes : (64));
      $asking{$s} = { at => "$address $port", s => $s, left => \\%left, sent => 0, got => 0 }; $all->add($s); $waiting++; } }
  send_all();
}
sub send_all { for my $one (values %asking) { for my $size (sort { $a <=> $b } keys %{$one->{left}}) {
    my $text = "$token $size "; $text .= "x" x ($size - 28 - length $text);
    if (defined send($one->{s}, $text, 0)) { $one->{sent} = $size if $size > $one->{sent}; }
    elsif ($!{EMSGSIZE}) { delete $one->{left}{$size}; } } } }
# In datagrams of their own, to where those that tried it were answered; they may be lost, and then its stdin says so.
sub say_done { for my $one (values %asking) { send($one->{s}, "$token done", 0) if $one->{got}; } }
sub finish { $over = 1; say_done();
  print "tcp $_ refused\\n" for keys %refused;
  print "tcp $_ silent\\n" for values %connecting;
  print "udp $_->{at} ", ($_->{got} ? "open $_->{got} $_->{sent}" : "silent"), "\\n" for values %asking;
  print "done\\n"; }
sub retry { try_tcp($_) for keys %refused; %refused = (); }
start(); finish() if !$waiting;
while (1) {
  exit 0 if $over && $triers > 0 && keys %gone >= $triers;
  my ($r, $w) = IO::Select->select($all, ($writes->count ? $writes : undef), undef, 0.1);
  if (!defined $r) { next if !$waiting || $over; $idle++; send_all() if $idle % 5 == 0 || !$all_ready; retry() if !$all_ready;
    finish() if $all_ready && $idle >= 30; next; }
  for my $s (@$r) {
    if ($s == \\*STDIN) { sysread(STDIN, $input, 65536, length($input // "")) or exit 0;
      if ($input =~ s/^go\\n// && !$over) { $all_ready = 1; $idle = 0; retry(); send_all(); } }
    elsif ($server{$s}) { if (accept(my $c, $s)) { close $c; } }
    elsif ($echo{$s}) { if (defined(my $from = recv($s, my $text, 65536, 0))) {
      my ($theirs, $size) = split / /, $text; next if $theirs ne $token;
      if ($size eq "done") { $gone{(sockaddr_in($from))[1]} = 1; } else { send($s, "$token $size", 0, $from); } } }
    elsif (my $one = $asking{$s}) { if (defined recv($s, my $text, 65536, 0)) { my ($theirs, $size) = split / /, $text;
        next if $theirs ne $token; $one->{got} = $size if $size > $one->{got}; delete $one->{left}{$size}; }
      if (!%{$one->{left}} && !$one->{over}++) { $waiting--; finish() if !$waiting && !$over; } } }
  for my $s (@$w) { my $error = unpack("i", getsockopt($s, SOL_SOCKET, SO_ERROR)); $writes->remove($s);
    my $at = delete $connecting{$s}; close $s;
    if ($error != 0 && !$all_ready) { $refused{$at} = 1; next; }
    print "tcp $at ", ($error == 0 ? "open\\n" : "refused\\n"); $waiting--; finish() if !$waiting && !$over; }
}
`;
